import { Component, type ComponentChildren, type VNode } from 'preact';
import { report, sentence } from '../host';

interface State {
  readonly failure: string | null;
}

/** A page that fails says so and leaves the rest of the editor in working order. */
export class FailureBoundary extends Component<{ readonly children: ComponentChildren }, State> {
  override state: State = { failure: null };

  override componentDidCatch(error: unknown): void {
    report(error);
    this.setState({ failure: sentence(error) });
  }

  override render(): VNode {
    if (this.state.failure === null) return <>{this.props.children}</>;
    return (
      <p class="pageProblem" role="alert">
        This page failed ({this.state.failure}). The log of Weightscope has the details. Select
        another row to go on.
      </p>
    );
  }
}
