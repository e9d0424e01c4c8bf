import { buildNative, nativePackage } from './native/buildNative';

/** npm run native: native TensorFlow for the tests and benchmarks, in .cache/native. */
async function main(): Promise<void> {
  const missing = await buildNative((text) => process.stdout.write(text));
  console.log(
    missing === null ? `Native TensorFlow is in ${nativePackage}.` : `not run: ${missing}`,
  );
}

void main();
