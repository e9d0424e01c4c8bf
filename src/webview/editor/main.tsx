import { render } from 'preact';
import { report } from './host';
import { keepOpen } from './session';
import { App } from './shell/app';

window.addEventListener('error', (event) => report(event.error));
window.addEventListener('unhandledrejection', (event) => report(event.reason));

const root = document.getElementById('root');
if (root !== null) render(<App />, root);
keepOpen();
