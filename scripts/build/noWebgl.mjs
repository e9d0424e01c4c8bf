// Stands for @tensorflow/tfjs-backend-webgl in the training process, which has no graphics: half a megabyte less.
export const version_webgl = '';
