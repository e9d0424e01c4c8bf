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
    store<u32>(next, load<u32>(at));
    next += <usize>load<u8>(table + load<u16>(at, 2));
    store<u32>(next, load<u32>(at, 4));
    next += <usize>load<u8>(table + load<u16>(at, 6));
    store<u32>(next, load<u32>(at, 8));
    next += <usize>load<u8>(table + load<u16>(at, 10));
    store<u32>(next, load<u32>(at, 12));
    next += <usize>load<u8>(table + load<u16>(at, 14));
  }
  for (; at < end; at += 4) {
    store<u32>(next, load<u32>(at));
    next += <usize>load<u8>(table + load<u16>(at, 2));
  }
  return <i32>((next - to) >> 2);
}
