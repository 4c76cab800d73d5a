export { activate } from './activation';
export { exchangeAverage } from './average';
export * from './elementary';
export { cosTurns32, exp32, log1p32, log32, sigmoid32, sinTurns32, tanh32 } from './vector';
export {
  brokenStep, chunkRows, epochsOver, fileAt, inputsAt, lossSum, orderAt, outputsAt, outputStride, predictAt, ratesAt, stateAt, stateBytes, stepInEpoch,
  targetsAt, weightsAt,
} from './addresses';
export {
  addEmbedding, addInputScale, addLayer, addPieces, addWaves, beginNetwork, setAdaptiveHuber, setAveraging, setCourse, setDropout, setGradient,
  setHidden, setOptimiser, setSmoothing,
} from './describe';
export { endNetwork, layExamples } from './layout';
export { setWide } from './fused';
export { readGradient, readParameters, writeParameters } from './file';
export { batchGradient, endEpoch, predictRows, trainWindow } from './train';
export { setGroup, setNtk, setPlace } from './segments';
export { activateOften } from './activation';
export { countFlat } from './probe';
export {
  factor, factorRow, inverseFromInverted, invert, invertRow, largestInColumns, roomAt, solveLower, solveLowerVector, solveUpper, solveUpperVector, squaredLengths, takeProducts, timesLower, timesLowerRows,
  timesLowerTransposed, timesTransposed,
} from './cholesky';
export { maternGradient, maternMatrix, maternPull, maternRow } from './matern';
export { dot64 } from './vector64';
