import { report } from './host';
import { keepOpen } from './session';
import { App } from './shell/app';
import { showPage } from '../ui/showPage';

showPage(<App />, report);
keepOpen();
