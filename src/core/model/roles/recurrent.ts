import { HWIO, type AxisSpec, type ClassRoles } from './roleSpec';

interface Gates {
  readonly letters: readonly string[];
  readonly words: string;
}

/** In stored order: `tf.split` of the last axis in LSTMCell.call and GRUCell.call. */
const LSTM: Gates = {
  letters: ['i', 'f', 'c', 'o'],
  words: 'i (input gate), f (forget gate), c (cell candidate), o (output gate)',
};
const GRU: Gates = {
  letters: ['z', 'r', 'h'],
  words: 'z (update gate), r (reset gate), h (candidate)',
};

function simple(layer: string): ClassRoles {
  return {
    kernel: {
      role: 'kernel',
      axes: [['input', 'unit']],
      meaning: `${layer} kernel: row = input feature, column = unit. Each column holds what one unit listens to in the current step.`,
    },
    recurrent_kernel: {
      role: 'recurrent kernel',
      axes: [['unit before', 'unit']],
      meaning: `${layer} recurrent kernel: row = unit in the step before, column = unit now. It is how the units remember.`,
    },
    bias: {
      role: 'bias',
      axes: [['unit']],
      meaning: `${layer} bias: one offset per unit, added in every step.`,
      flag: 'use_bias',
    },
  };
}

function gated(layer: string, { letters, words }: Gates): ClassRoles {
  const units: AxisSpec = { name: 'gate × unit', parts: letters };
  const blocks = `The columns stand in ${letters.length} blocks: ${words}.`;
  return {
    kernel: {
      role: 'kernel',
      axes: [['input', units]],
      meaning: `${layer} kernel: row = input feature, column = unit of a gate. ${blocks}`,
    },
    recurrent_kernel: {
      role: 'recurrent kernel',
      axes: [['unit before', units]],
      meaning: `${layer} recurrent kernel: row = unit in the step before, column = unit of a gate. ${blocks}`,
    },
    bias: {
      role: 'bias',
      // Two rows where GRU's reset_after keeps one bias for the input and one for the state.
      axes: [[units], [{ name: 'input or state', parts: ['input', 'state'] }, units]],
      meaning: `${layer} bias: one offset per unit of a gate. ${blocks}`,
      flag: 'use_bias',
    },
  };
}

/** CuDNN keeps separate biases for input and state, one after the other. */
function cudnn(layer: string, gates: Gates): ClassRoles {
  const parts = ['input', 'state'].flatMap((side) =>
    gates.letters.map((gate) => `${side} ${gate}`),
  );
  return {
    ...gated(layer, gates),
    bias: {
      role: 'bias',
      axes: [[{ name: 'gate × unit', parts }]],
      meaning: `${layer} bias: one offset per unit of a gate, first for the input, then for the state. Gates: ${gates.words}.`,
    },
  };
}

function convolutional(layer: string): ClassRoles {
  const filters: AxisSpec = { name: 'gate × filter', parts: LSTM.letters };
  const blocks = `The filters stand in 4 blocks: ${LSTM.words}.`;
  return {
    kernel: {
      role: 'kernel',
      axes: [['height', 'width', 'input channel', filters]],
      meaning: `${layer} kernel: row = input channel, column = filter of a gate. ${blocks}`,
      filters: HWIO,
    },
    recurrent_kernel: {
      role: 'recurrent kernel',
      axes: [['height', 'width', 'filter before', filters]],
      meaning: `${layer} recurrent kernel: row = filter in the step before, column = filter of a gate. ${blocks}`,
      filters: HWIO,
    },
    bias: {
      role: 'bias',
      axes: [[filters]],
      meaning: `${layer} bias: one offset per filter of a gate. ${blocks}`,
      flag: 'use_bias',
    },
  };
}

export const RECURRENT_ROLES: Readonly<Record<string, ClassRoles>> = {
  SimpleRNN: simple('SimpleRNN'),
  SimpleRNNCell: simple('SimpleRNN'),
  LSTM: gated('LSTM', LSTM),
  LSTMCell: gated('LSTM', LSTM),
  GRU: gated('GRU', GRU),
  GRUCell: gated('GRU', GRU),
  CuDNNLSTM: cudnn('LSTM', LSTM),
  CuDNNGRU: cudnn('GRU', GRU),
  ConvLSTM2D: convolutional('ConvLSTM2D'),
  ConvLSTM2DCell: convolutional('ConvLSTM2D'),
};
