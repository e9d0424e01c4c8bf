import { App } from './app';
import { report } from './host';
import { keepOpen } from './session';
import { showPage } from '../ui/showPage';

showPage(<App />, report);
keepOpen();
