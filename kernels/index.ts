export * from './elementary';
