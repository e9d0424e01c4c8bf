/** Models of extreme size, as the text of their model.json. */

const initializer = {
  class_name: 'VarianceScaling',
  config: { scale: 1, mode: 'fan_avg', distribution: 'normal', seed: null },
};

/**
 * A Sequential of `layers` Dense layers with a kernel and a bias each, spelled as TensorFlow.js saves
 * it; 10,000 layers make 5 MB. Nothing in it is real but the structure: no shards belong to it.
 */
export function manyLayersJson(layers: number, units = 4): string {
  const names = Array.from({ length: layers }, (_, i) => `dense_Dense${i + 1}`);
  const topology = {
    class_name: 'Sequential',
    config: {
      name: 'sequential_1',
      layers: [
        inputLayer(units),
        ...names.map((name) => ({ class_name: 'Dense', config: denseConfig(name, units) })),
        {
          class_name: 'Activation',
          config: { activation: 'linear', name: 'activation_1', trainable: true },
        },
      ],
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
  const weights = names.flatMap((name) => [
    { name: `${name}/kernel`, shape: [units, units], dtype: 'float32' },
    { name: `${name}/bias`, shape: [units], dtype: 'float32' },
  ]);
  return JSON.stringify({
    modelTopology: topology,
    format: 'layers-model',
    generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
    convertedBy: null,
    weightsManifest: [{ paths: ['./model.weights.bin'], weights }],
  });
}

/** `depth` Sequentials, each the only layer of the one around it. Written as text: JSON.stringify recurses. */
export function deeplyNestedJson(depth: number): string {
  const head = (i: number): string =>
    `{"class_name":"Sequential","config":{"name":"level_${i}","layers":[`;
  const heads = Array.from({ length: depth }, (_, i) => head(i)).join('');
  return (
    `{"format":"layers-model","modelTopology":${heads}${']}}'.repeat(depth)},"weightsManifest":` +
    `[{"paths":["w.bin"],"weights":[{"name":"inner/kernel","shape":[1],"dtype":"float32"}]}]}`
  );
}

function inputLayer(units: number): object {
  return {
    class_name: 'InputLayer',
    config: { batch_input_shape: [null, units], dtype: 'float32', sparse: false, name: 'input_1' },
  };
}

function denseConfig(name: string, units: number): object {
  return {
    units,
    activation: 'linear',
    use_bias: true,
    kernel_initializer: initializer,
    bias_initializer: { class_name: 'Zeros', config: {} },
    kernel_regularizer: null,
    bias_regularizer: null,
    activity_regularizer: null,
    kernel_constraint: null,
    bias_constraint: null,
    name,
    trainable: true,
  };
}
