import { render } from 'preact';
import { begin } from './actions';
import { App } from './app';
import { report } from './host';

window.addEventListener('error', (event) => report(event.error));
window.addEventListener('unhandledrejection', (event) => report(event.reason));

const root = document.getElementById('root');
if (root !== null) render(<App />, root);
void begin();
