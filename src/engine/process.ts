import { Channel, type Client } from '../protocol/channel';
import type { EngineApi, WeightsApi } from '../protocol/engine';
import { chooseBackend } from './backends/choose';
import { parentPort } from './ports';
import { createSession } from './session';

const port = parentPort();
// The session needs the channel and the channel the session; by the first request both are there.
const weights: Client<WeightsApi> = {
  read: (params, options) => channel.remote.read(params, options),
};
const session = createSession((start) => chooseBackend(start, __dirname), weights);
const channel = new Channel<WeightsApi, EngineApi>(port, session);
// Whoever started this is gone, and so is the use of training on.
process.on('disconnect', () => process.exit());
