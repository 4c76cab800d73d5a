export * from './index';
export { setWide } from './fused';
