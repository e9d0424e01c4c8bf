import type { ClassRoles, RoleSpec } from './roleSpec';

function slot(role: string, what: string): RoleSpec {
  return {
    role,
    axes: [],
    meaning: `Optimizer state, used only when training goes on: ${what}.`,
    trainable: false,
  };
}

const velocity = slot('momentum', 'the running direction in which the variable moves');
const first = slot('first moment', 'the running average of the gradient');
const second = slot('second moment', 'the running average of the squared gradient');
const accumulated = slot('accumulator', 'the squared gradients so far');

/** By the last part of the name, as TensorFlow.js' and Keras' optimizers save their slots. */
export const OPTIMIZER_ROLES: ClassRoles = {
  iter: slot('iterations', 'how many steps were taken'),
  iteration: slot('iterations', 'how many steps were taken'),
  iterations: slot('iterations', 'how many steps were taken'),
  learning_rate: slot('learning rate', 'the size of a step'),
  momentum: velocity,
  m: first,
  v: second,
  vhat: slot('largest second moment', 'the largest second moment so far'),
  rms: second,
  accumulator: accumulated,
  accum_grad: accumulated,
  accum_var: slot('accumulated updates', 'the squared updates so far'),
};
