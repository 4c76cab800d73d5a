export { SweetspotError } from './error.js';
