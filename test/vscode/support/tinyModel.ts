/** One Dense layer of two inputs and one unit, as bytes: kernel [[1.5], [-2]], bias [0.25]. */
export function tinyModel(): { readonly json: Uint8Array; readonly weights: Uint8Array } {
  const model = {
    format: 'layers-model',
    modelTopology: {
      class_name: 'Sequential',
      config: {
        name: 'tiny',
        layers: [
          {
            class_name: 'Dense',
            config: { name: 'dense', units: 1, batch_input_shape: [null, 2] },
          },
        ],
      },
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: [
          { name: 'dense/kernel', shape: [2, 1], dtype: 'float32' },
          { name: 'dense/bias', shape: [1], dtype: 'float32' },
        ],
      },
    ],
  };
  return {
    json: new TextEncoder().encode(JSON.stringify(model)),
    weights: new Uint8Array(new Float32Array([1.5, -2, 0.25]).buffer),
  };
}
