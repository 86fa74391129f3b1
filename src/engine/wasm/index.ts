export { createWasmEngine, type WasmEngineOptions } from './engine';
