export { counted } from '../../core/shownNumber';
