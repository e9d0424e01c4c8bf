import { bias, type ClassRoles, type RoleSpec } from './roleSpec';

/** MultiHeadAttention keeps four small layers: `query/kernel`, `query/bias` … */
function projection(part: 'query' | 'key' | 'value'): Record<string, RoleSpec> {
  return {
    [`${part}/kernel`]: {
      role: `${part} kernel`,
      axes: [['input', 'head', 'feature']],
      meaning: `MultiHeadAttention ${part} kernel: row = head, column = feature of the ${part}, one slice per input feature.`,
    },
    [`${part}/bias`]: {
      role: `${part} bias`,
      axes: [['head', 'feature']],
      meaning: `MultiHeadAttention ${part} bias: row = head, column = feature of the ${part}; one offset each.`,
      flag: 'use_bias',
    },
  };
}

const attention: ClassRoles = {
  ...projection('query'),
  ...projection('key'),
  ...projection('value'),
  'attention_output/kernel': {
    role: 'output kernel',
    axes: [['head', 'feature', 'output']],
    meaning:
      'MultiHeadAttention output kernel: row = feature of a head, column = output feature, one slice per head.',
  },
  'attention_output/bias': {
    role: 'output bias',
    axes: [['output']],
    meaning: 'MultiHeadAttention output bias: one offset per output feature.',
    flag: 'use_bias',
  },
};

export const DENSE_ROLES: Readonly<Record<string, ClassRoles>> = {
  Dense: {
    kernel: {
      role: 'kernel',
      axes: [['input', 'unit']],
      meaning:
        'Dense kernel: row = input feature, column = unit. Each column holds what one unit listens to.',
    },
    bias: bias('Dense'),
  },
  EinsumDense: {
    kernel: {
      role: 'kernel',
      axes: [
        ['input', 'unit'],
        ['input', 'unit group', 'unit'],
      ],
      meaning:
        'EinsumDense kernel: a Dense kernel whose axes the layer’s equation names; the equation is in its config.',
    },
    bias: {
      role: 'bias',
      axes: [['unit'], ['unit group', 'unit']],
      meaning: 'EinsumDense bias: one offset per unit.',
      flag: 'bias_axes',
    },
  },
  Embedding: {
    embeddings: {
      role: 'embeddings',
      axes: [['token', 'dimension']],
      meaning:
        'Embedding: row = token (word, item or category by its number), column = dimension. Each row is what the model knows of one token.',
    },
  },
  PReLU: {
    alpha: {
      role: 'alpha',
      axes: [['feature'], ['position', 'feature'], ['height', 'width', 'channel']],
      meaning:
        'PReLU alpha: one learnt slope per feature, by which values below zero are multiplied.',
    },
  },
  MultiHeadAttention: attention,
};
