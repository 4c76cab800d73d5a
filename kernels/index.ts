export { exchangeAverage } from './average';
export * from './elementary';
export { exp32, log1p32, log32, sigmoid32, tanh32 } from './vector';
export {
  addEmbedding, addLayer, addPieces, beginNetwork, chunkRows, endNetwork, fileAt, inputsAt, layExamples, orderAt, outputsAt, outputStride, predictAt,
  ratesAt, setAveraging, setCourse, setDropout, setGradient, setOptimiser, stateAt, stateBytes, targetsAt, weightsAt,
} from './layout';
export { readGradient, readParameters, writeParameters } from './file';
export { batchGradient, endEpoch, predictRows, trainEpoch, trainWindow } from './train';
export { setGroup, setNtk, setPlace } from './segments';
