import { render } from 'preact';
import { App } from './app';
import { report } from './host';
import { keepOpen } from './session';

window.addEventListener('error', (event) => report(event.error));
window.addEventListener('unhandledrejection', (event) => report(event.reason));

const root = document.getElementById('root');
if (root !== null) render(<App />, root);
keepOpen();
