export { createTfjsEngine, loseContext, type TfjsOptions } from './backend';
