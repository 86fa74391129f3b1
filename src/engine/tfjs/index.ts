export { createTfjsEngine, loseContext } from './backend';
