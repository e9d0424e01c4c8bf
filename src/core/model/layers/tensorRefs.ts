import { isArray, isObject, property, type Json } from '../../json';

/** Output number `tensor` of call number `call` of a layer: ["dense", 0, 0]. */
export interface TensorRef {
  readonly layer: string;
  readonly call: number;
  readonly tensor: number;
  /** False for a list among the keyword arguments, which may look like a tensor by chance. */
  readonly certain: boolean;
}

/** Keras 2 marks a plain number among the inputs of an op layer by this name. */
const CONSTANT = '_CONSTANT_VALUE';

/**
 * All tensors named in `input_layers`, `output_layers` or one item of `inbound_nodes`, in order.
 * Keras 2 writes `[["dense",0,0,{}], …]`, Keras 3 `{args, kwargs}` with `__keras_tensor__` objects
 * inside; both also write a lone tensor flat, `["in",0,0]`. Iterative, since a file may nest at will.
 */
export function collectRefs(json: Json | undefined): TensorRef[] {
  const found: TensorRef[] = [];
  const keras3 = isObject(json);
  const stack: { readonly json: Json; readonly certain: boolean }[] = [];
  if (json !== undefined) stack.push({ json, certain: true });
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const value = item.json;
    if (isArray(value)) {
      const ref = keras3 ? undefined : refOf(value, item.certain);
      if (ref !== undefined) found.push(ref);
      for (let i = value.length - 1; i >= (ref === undefined ? 0 : 3); i--) {
        const inner = value[i];
        if (typeof inner === 'object' && inner !== null) {
          stack.push({ json: inner, certain: item.certain && !(ref !== undefined && i === 3) });
        }
      }
    } else if (isObject(value)) {
      if (property(value, 'class_name') === '__keras_tensor__') {
        const history = property(property(value, 'config'), 'keras_history');
        const ref = isArray(history) ? refOf(history, true) : undefined;
        if (ref !== undefined) found.push(ref);
        continue;
      }
      for (const inner of Object.values(value).reverse()) {
        if (typeof inner === 'object' && inner !== null) {
          stack.push({ json: inner, certain: item.certain });
        }
      }
    }
  }
  return found;
}

function refOf(list: readonly Json[], certain: boolean): TensorRef | undefined {
  const [layer, call, tensor] = list;
  if (typeof layer !== 'string' || layer === CONSTANT) return undefined;
  if (!isIndex(call) || !isIndex(tensor)) return undefined;
  return { layer, call, tensor, certain };
}

function isIndex(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
