export { activate } from './activation';
export { exchangeAverage } from './average';
export * from './elementary';
export { cosTurns32, exp32, log1p32, log32, sigmoid32, sinTurns32, tanh32 } from './vector';
export {
  addEmbedding, addInputScale, addLayer, addPieces, addWaves, beginNetwork, chunkRows, endNetwork, fileAt, inputsAt, layExamples, orderAt,
  outputsAt, outputStride, predictAt, ratesAt, setAveraging, setCourse, setDropout, setGradient, setHidden, setOptimiser, stateAt, stateBytes, targetsAt, weightsAt,
} from './layout';
export { readGradient, readParameters, writeParameters } from './file';
export { batchGradient, endEpoch, predictRows, trainWindow } from './train';
export { setGroup, setNtk, setPlace } from './segments';
export { setAdaptiveHuber, setSmoothing } from './layout';
export { activateOften } from './activation';
export { brokenStep, epochsOver, lossSum, stepInEpoch } from './layout';
export { countFlat } from './probe';
export {
  factor, factorRow, inverseFromInverted, invert, invertRow, largestInColumns, roomAt, solveLower, solveLowerVector, solveUpper, solveUpperVector, squaredLengths, timesLower,
  timesLowerTransposed, timesTransposed,
} from './cholesky';
export { maternGradient, maternMatrix, maternPull, maternRow } from './matern';
export { dot64 } from './vector64';
