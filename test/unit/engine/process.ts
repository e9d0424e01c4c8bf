import { startEngine } from '../../../src/engine/client';
import type { BackendReport, EngineStart } from '../../../src/protocol/engine';
import { buildEngine } from '../../support/buildEngine';
import type { Opened, Session } from './support';

/** Loads the model in a training process of its own, as it is shipped, and ends it afterwards. */
export async function inProcess<Result>(
  { text, read }: Opened,
  start: EngineStart,
  use: (session: Session, report: BackendReport) => Promise<Result>,
): Promise<Result> {
  const process = startEngine(buildEngine(), { read });
  try {
    const report = await process.engine.start(start);
    const loaded = await process.engine.load({ text, fileName: 'model.json' });
    return await use({ api: process.engine, loaded }, report);
  } finally {
    process.dispose();
  }
}
