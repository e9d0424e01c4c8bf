import { createContext, type ComponentChildren, type VNode } from 'preact';
import { useContext, useRef } from 'preact/hooks';
import { attempt } from './actions';
import { saveChart } from './report/saveChart';

/** Whether what is drawn goes into a report: then there is nothing to click. */
export const InReport = createContext(false);

/** A chart under its title, with what it says in words and what saves it. */
export function ChartCard({
  title,
  note,
  missing = null,
  children,
}: {
  readonly title: string;
  readonly note?: ComponentChildren;
  /** Why there is no chart. */
  readonly missing?: string | null;
  readonly children: ComponentChildren;
}): VNode {
  const inReport = useContext(InReport);
  const holder = useRef<HTMLDivElement>(null);
  const save = (kind: 'png' | 'svg'): void => {
    const svg = holder.current?.querySelector('svg');
    if (svg) void attempt(() => saveChart(svg, kind));
  };
  return (
    <figure class="chartCard">
      <figcaption>
        <h3>{title}</h3>
        {!inReport && missing === null && (
          <span class="chartSave">
            {(['png', 'svg'] as const).map((kind) => (
              <button
                key={kind}
                type="button"
                class="tool"
                title={`Save this chart as ${kind.toUpperCase()}`}
                aria-label={`Save ${title} as ${kind.toUpperCase()}`}
                onClick={() => save(kind)}
              >
                {kind.toUpperCase()}
              </button>
            ))}
          </span>
        )}
      </figcaption>
      {missing === null ? (
        <div ref={holder} class="chartHolder">
          {children}
        </div>
      ) : (
        <p>n/a: {missing}</p>
      )}
      {note !== undefined && <p class="evaluateDim">{note}</p>}
    </figure>
  );
}
