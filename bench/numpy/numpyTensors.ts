/**
 * Python that yields name and values of every tensor of a model of float32. Shards are mapped into memory;
 * a tensor that lies in several of them is joined, as numpy has to.
 */
export const NUMPY_TENSORS = `
import json, os, sys, time, numpy as np

def tensors(path):
    groups = json.load(open(path))['weightsManifest']
    return (tensor for group in groups for tensor in tensors_of(os.path.dirname(path), group))

def tensors_of(folder, group):
    shards = [np.memmap(os.path.join(folder, p), dtype=np.uint8, mode='r') for p in group['paths']]
    shard, at = 0, 0
    for weight in group['weights']:
        left = 4 * int(np.prod(weight['shape']))
        parts = []
        while left > 0:
            part = shards[shard][at:at + left]
            parts.append(part)
            left -= part.size
            at += part.size
            if at == shards[shard].size: shard, at = shard + 1, 0
        yield weight['name'], (parts[0] if len(parts) == 1 else np.concatenate(parts)).view(np.float32)
`;
