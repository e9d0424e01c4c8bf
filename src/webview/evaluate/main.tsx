import { start } from './actions';
import { App } from './app';
import { report } from './host';
import { showPage } from '../ui/showPage';

showPage(<App />, report);
start().catch(report);
