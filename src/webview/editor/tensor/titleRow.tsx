import type { ComponentChildren, VNode } from 'preact';
import type { WeightDetail } from '../../../protocol/model';
import { byteText, count } from '../../ui/numberFormat';
import { axesText, shapeText } from '../../tensor/axisText';
import { elementsOf } from '../../../core/model/strides';
import { ProblemText } from '../../ui/answer';

/** What the tensor is: where it belongs, what it means, how it is stored. */
export function TitleRow({
  detail,
  children,
}: {
  readonly detail: WeightDetail;
  /** What can be done with it. */
  readonly children?: ComponentChildren;
}): VNode {
  const { shape, axes } = detail;
  const parameters = elementsOf(shape);
  const elements = detail.dtype === 'complex64' ? parameters / 2 : parameters;
  return (
    <header class="tensor-title">
      <div class="tensor-name">
        <h2 title={detail.name}>
          {detail.layer !== null && (
            <span class="tensor-layer">
              <bdi>{detail.layer}</bdi>
              {' › '}
            </span>
          )}
          <bdi>{detail.role}</bdi>
        </h2>
        {detail.layerClass !== null && detail.layerClass !== '' && (
          <bdi class="tensor-class">{detail.layerClass}</bdi>
        )}
        <div class="tensor-actions">{children}</div>
      </div>
      <p class="tensor-meaning">{detail.meaning}</p>
      <ul class="tensor-facts" aria-label="Stored as">
        <li>
          <strong>{detail.dtype}</strong>
          {detail.quantization !== null && <span> from {detail.quantization}</span>}
        </li>
        {shape.length === 0 ? (
          <li>scalar</li>
        ) : (
          <li>
            <strong>{shapeText(shape)}</strong> <span class="muted">({axesText(axes)})</span>
          </li>
        )}
        <li>
          {count(elements)} {elements === 1 ? 'parameter' : 'parameters'}
          {!detail.trainable && ', not trainable'}
        </li>
        {detail.bytes !== null && (
          <li title={detail.files.join('\n')}>
            {byteText(detail.bytes)}
            {detail.files.length > 0 && <span class="muted"> in {fileText(detail.files)}</span>}
          </li>
        )}
      </ul>
      {detail.problem !== null && <ProblemText text={detail.problem} />}
    </header>
  );
}

function fileText(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? '') : `${files.length} files`;
}
