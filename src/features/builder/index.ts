export { NetworkPanel } from './network-panel';
