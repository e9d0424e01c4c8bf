/**
 * Copies those of the `n` values of a block for whose high half `table` says 4, and not those for
 * which it says 0; returns how many. Without a branch, which could only be guessed. `to` has room
 * for one more value.
 */
export function select(values: usize, n: i32, table: usize, to: usize): i32 {
  const end = values + ((<usize>n) << 2);
  let next = to;
  let at = values;
  for (; at + 12 < end; at += 16) {
    next = copyOne(at, next, table);
    next = copyOne(at + 4, next, table);
    next = copyOne(at + 8, next, table);
    next = copyOne(at + 12, next, table);
  }
  for (; at < end; at += 4) next = copyOne(at, next, table);
  return <i32>((next - to) >> 2);
}

function copyOne(at: usize, to: usize, table: usize): usize {
  store<u32>(to, load<u32>(at));
  return to + <usize>load<u8>(table + load<u16>(at, 2));
}
