import { asArray, asObject, property, type Json, type JsonObject } from '../../json';
import { convolve } from './convolution';
import { size, type Shape, type ShapeRule } from './shape';

/** States that each layer carries from step to step. */
const STATES: Readonly<Record<string, number>> = {
  SimpleRNN: 1,
  GRU: 1,
  LSTM: 2,
  CuDNNGRU: 1,
  CuDNNLSTM: 2,
};

function recurrent(states: number): ShapeRule {
  return (config, [input]) => {
    const units = size(config, 'units');
    if (units === undefined || input.length !== 3) return undefined;
    const state: Shape = [input[0] ?? null, units];
    const output: Shape = sequences(config) ? [input[0] ?? null, input[1] ?? null, units] : state;
    return withStates(config, output, Array<Shape>(states).fill(state));
  };
}

/** The generic RNN: its cell, or the last of its cells, tells the size. */
const ofCell: ShapeRule = (config, [input]) => {
  const cell = property(config, 'cell');
  const cells = asArray(property(property(cell, 'config'), 'cells'));
  const last: Json | undefined = cells === undefined ? cell : cells.at(-1);
  const units = size(asObject(property(last, 'config')), 'units');
  if (units === undefined || property(config, 'return_state') === true) return undefined;
  const state: Shape = [input[0] ?? null, units];
  return [sequences(config) ? [input[0] ?? null, input[1] ?? null, units] : state];
};

const convLstm: ShapeRule = (config, [input]) => {
  const [batch = null, time = null, ...image] = input;
  const state = convolve(config, [batch, ...image], 2);
  if (state === undefined) return undefined;
  const output: Shape = sequences(config) ? [batch, time, ...state.slice(1)] : state;
  return withStates(config, output, [state, state]);
};

function sequences(config: JsonObject | undefined): boolean {
  return property(config, 'return_sequences') === true;
}

function withStates(
  config: JsonObject | undefined,
  output: Shape,
  states: readonly Shape[],
): readonly Shape[] {
  return property(config, 'return_state') === true ? [output, ...states] : [output];
}

export const RECURRENT_SHAPES: Readonly<Record<string, ShapeRule>> = {
  ...Object.fromEntries(
    Object.entries(STATES).map(([className, states]) => [className, recurrent(states)]),
  ),
  RNN: ofCell,
  ConvLSTM2D: convLstm,
};
