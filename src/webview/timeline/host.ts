import type { TimelineHostApi } from '../../protocol/timelinePage';
import { connect } from '../ui/connection';
import { reporter } from '../ui/failures';

export { isCancelled, sentence } from '../ui/failures';

/** The extension, and through it the checkpoints. */
export const host = connect<TimelineHostApi, object>({}).remote;

export const report = reporter(host);
