import type { VNode } from 'preact';
import type { WeightDetail } from '../../../protocol/model';

export function TensorPage({ detail }: { detail: WeightDetail }): VNode {
  return <p>{detail.name}</p>;
}
