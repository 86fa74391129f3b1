import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

interface Props {
  /** What is inside, for the message. */
  name: string;
  children: ReactNode;
}

/** A panel that fails says so in its place and can be shown again; the others, and the run, go on. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(`${this.props.name} failed`, error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Notice
        kind="error"
        title={`${this.props.name} could not be shown.`}
        actions={<Button onClick={() => this.setState({ error: null })}>Show again</Button>}
      >
        Training and what is saved are not touched. ({error.message})
      </Notice>
    );
  }
}
