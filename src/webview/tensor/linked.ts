import type { Range } from '../../core/model/matrixView';

/**
 * Where a view has to begin so that it and the view that leads share as much as they can: the smaller
 * lies inside the larger. It moves as little as needed, so two views that follow each other come to rest.
 */
export function follow(leader: Range, follower: Range): number {
  const span = follower.end - follower.start;
  const low = Math.min(leader.start, leader.end - span);
  const high = Math.max(leader.start, leader.end - span);
  return Math.max(low, Math.min(high, follower.start));
}
