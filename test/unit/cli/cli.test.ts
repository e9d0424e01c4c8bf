import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { AlignedDifferences } from '../../../src/core/align/alignment';
import type { TensorDifference } from '../../../src/core/compare/tensorDifference';
import { buildCli } from '../../support/buildCli';
import { float32, type TempModel, tempModel } from '../../support/tempModel';
import { drawnNet, FOLLOWED, randomPermutations, reordered, writtenNet } from '../align/nets';

interface ComparedTensor extends Partial<TensorDifference> {
  readonly name: string;
  readonly problem?: string;
}

type AlignedNumbers = Readonly<Record<keyof AlignedDifferences, Partial<TensorDifference>>>;

interface AlignedJson {
  readonly alignment: {
    readonly whole: AlignedNumbers;
    readonly tensors: readonly (AlignedNumbers & { readonly bitIdentical: boolean })[];
    readonly functionCheck: { readonly notRun: string };
  };
  readonly definitions: { readonly alignment: Readonly<Record<string, string>> };
  readonly savedAligned: { readonly tensors: number };
}

describe('the command line', () => {
  let folder = '';
  let cli = '';
  const models: TempModel[] = [];

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  const keep = async (making: Promise<TempModel>): Promise<TempModel> => {
    const made = await making;
    models.push(made);
    return made;
  };
  const model = async (...tensors: Parameters<typeof tempModel>[0]): Promise<string> =>
    (await keep(tempModel(tensors))).path;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-cli-'));
    cli = buildCli(folder);
  });
  afterEach(async () => {
    for (const made of models.splice(0)) await made.remove();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('summarises a model given by its folder, without its shards', async () => {
    const bare = join(folder, 'bare');
    await cp('samples/iris/model.json', join(bare, 'model.json'));
    const { status, stdout } = run('summary', bare);
    assert.equal(status, 0);
    assert.match(stdout, /243 parameters/);
    assert.match(stdout, /hidden_1 +Dense +\(None, 16\) +80/);
  });

  it('finds the sample models well, and names what is wrong with the broken one', () => {
    assert.equal(run('check', 'samples/lstm').status, 0);
    const { status, stdout } = run('check', 'samples/broken', '--json');
    assert.equal(status, 1);
    const { findings } = JSON.parse(stdout) as { findings: { sentence: string }[] };
    const text = findings.map(({ sentence }) => sentence).join('\n');
    assert.match(text, /layer_2\/kernel has 3 NaN/);
    assert.match(text, /output\/kernel lacks 38 of its 288 bytes/);
  });

  it('takes infinities for a fault of layers, but not of a graph, which may mean them', async () => {
    const limit = float32('limit', [2], [-Infinity, 1]);
    assert.equal(run('check', await model(limit)).status, 1);
    const modelTopology = { node: [{ name: 'limit', op: 'Const' }] };
    const { path } = await keep(tempModel([limit], { modelTopology }));
    const { status, stdout } = run('check', path);
    assert.equal(status, 0);
    assert.match(stdout, /no NaN, all there/);
    assert.match(stdout, /limit has 1 infinity among 2 values, the first at flat index 0/);
  });

  it('compares two models, exactly as a script reads it', async () => {
    const a = await model(float32('d/kernel', [3], [3, 4, 0]), float32('d/bias', [1], [NaN]));
    const b = await model(float32('d/kernel', [3], [3, 0, 0]), float32('d/bias', [1], [NaN]));
    const { status, stdout } = run('compare', a, b, '--json');
    assert.equal(status, 0);
    const { tensors } = JSON.parse(stdout) as { tensors: ComparedTensor[] };
    const [kernel, bias] = tensors;
    assert.equal(kernel?.name, 'd/kernel');
    assert.equal(kernel.relative, 0.8);
    assert.equal(kernel.cosine, 0.6);
    assert.equal(bias?.changed, 0);
    assert.equal(bias.bothNaN, 1);
    assert.match(run('compare', a, b).stdout, /d\/kernel +3 +0\.8 +0\.6 +4 +33\.33 %/);
  });

  it('writes the comparison as HTML with pictures, Markdown and CSV, and replaces nothing unasked', async () => {
    const [html, md, csv] = ['html', 'md', 'csv'].map((ending) => join(folder, `coffee.${ending}`));
    assert.ok(html !== undefined && md !== undefined && csv !== undefined);
    const models = ['samples/coffee-roasting', 'samples/coffee-roasting-collapsed'];
    const { status, stderr } = run(
      ...['compare', ...models, '--html', html, '--markdown', md, '--csv', csv],
    );
    assert.equal(status, 0, stderr);
    const page = await readFile(html, 'utf8');
    assert.match(page, /<title>coffee-roasting ↔ coffee-roasting-collapsed<\/title>/);
    assert.equal(page.match(/<svg /g)?.length, 5);
    assert.match(await readFile(md, 'utf8'), /^# coffee-roasting ↔ coffee-roasting-collapsed/);
    assert.match(await readFile(csv, 'utf8'), /^tensor,/);
    const again = run('compare', ...models, '--html', html);
    assert.equal(again.status, 2);
    assert.match(again.stderr, /is there already/);
    assert.equal(run('compare', ...models, '--html', html, '--force').status, 0);
  });

  it('fails on what it was told to fail on, and on nothing else', async () => {
    const a = await model(float32('d/kernel', [2], [1, 1]));
    const b = await model(float32('d/kernel', [2], [1, 1.5]));
    const status = (...conditions: string[]) =>
      run('compare', a, b, ...conditions.flatMap((one) => ['--fail-on', one])).status;
    assert.equal(status('changed'), 1);
    assert.equal(status('max>0.4'), 1);
    assert.equal(status('max > 0.6', 'structure', 'cosine<0.9'), 0);
    assert.equal(status('relative>0.1', 'structure'), 1);
    assert.equal(run('compare', a, a, '--fail-on', 'changed').status, 0);
  });

  it('aligns a reordered copy to every bit, and saves it as the model that it is', async () => {
    const layer = (name: string, units: number, inputs: number) =>
      tf.layers.dense({ name, units, activation: 'relu', inputShape: [inputs] });
    const own = await drawnNet(
      () =>
        tf.sequential({
          layers: [layer('one', 64, 16), layer('two', 64, 64), layer('out', 3, 64)],
        }),
      1,
    );
    const a = await keep(writtenNet(own, own.values));
    const shuffled = reordered(own, randomPermutations(own.plan, 2));
    const b = await keep(writtenNet(own, shuffled));
    const out = join(folder, 'aligned');
    const args = ['compare', a.path, b.path, '--align-to', out];
    const { status, stdout } = run(...args, '--json', '--fail-on', 'cosine<0.9');
    // Conditions are of B as it is.
    assert.equal(status, 1);
    const { alignment, savedAligned, definitions } = JSON.parse(stdout) as AlignedJson;
    assert.ok(Math.abs(alignment.whole.before.cosine ?? 1) < 0.05);
    assert.deepEqual([alignment.whole.after.cosine, alignment.whole.after.maxDifference], [1, 0]);
    assert.ok((alignment.whole.nullAfter.cosine ?? 1) < 0.9);
    assert.ok(alignment.tensors.every(({ bitIdentical }) => bitIdentical));
    assert.match(alignment.functionCheck.notRun, /does not run models/);
    assert.deepEqual(
      Object.keys(alignment).filter((key) => !Object.hasOwn(definitions.alignment, key)),
      ['sweeps', 'whole', 'layers', 'tensors'],
    );
    assert.equal(savedAligned.tensors, own.values.length);

    const shard = 'group1-shard1of1.bin';
    assert.deepEqual(await readFile(join(out, shard)), await readFile(join(a.folder, shard)));
    assert.equal(run('compare', a.path, out, '--fail-on', 'changed').status, 0);
    const again = run(...args);
    assert.equal(again.status, 2);
    assert.match(again.stderr, /is there already/);
    const over = run('compare', a.path, b.path, '--align-to', b.folder, '--force');
    assert.equal(over.status, 2);
    assert.match(over.stderr, /holds a model that is read/);
    assert.equal(run(...args, '--force').status, 0);
  });

  it('shows two nets without likeness beside the null, and names what keeps its order', async () => {
    const make = FOLLOWED.MLP ?? assert.fail();
    const [one, two] = [await drawnNet(make, 5), await drawnNet(make, 6)];
    const a = await keep(writtenNet(one, one.values));
    const b = await keep(writtenNet(two, two.values));
    const md = join(folder, 'unlike.md');
    const { status, stdout } = run('compare', a.path, b.path, '--align', '--markdown', md);
    assert.equal(status, 0);
    const beside =
      /Aligning took the cosine from (\S+) to (\S+)\. For two nets .* from \S+ to (\S+):/.exec(
        stdout,
      );
    const [, before = NaN, after = NaN, idle = NaN] = (beside ?? []).map(Number);
    assert.ok(after > before + 0.1);
    assert.ok(Math.abs(after - idle) < 0.3);
    assert.match(stdout, /^tensor .* cosine {2}.*cosine, null/m);
    assert.match(stdout, /^All of these( +\S+ → \S+){6}$/m);
    assert.match(stdout, /was not checked\. The command line does not run models/);
    assert.match(stdout, /^ {2}out: The model gives them out\.$/m);
    assert.match(await readFile(md, 'utf8'), /^## Units of B in the order of A$/m);

    assert.match(
      run('compare', 'samples/lstm', 'samples/lstm', '--align').stdout,
      /No unit of B can be reordered\.[^]*No unit moved, so aligned B is B\.[^]*lstm: Layer "lstm" \(LSTM\) is recurrent/,
    );
    const bare = await model(float32('d/kernel', [2, 2], [1, 2, 3, 4]));
    const refused = run('compare', bare, bare, '--align');
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /does not say how its weights are connected/);
    assert.match(run('summary', bare, '--align').stderr, /--align and --align-to go with compare/);
  });

  it('says before any work that what is to be written has no folder to lie in', async () => {
    const bare = await model(float32('d/kernel', [2, 2], [1, 2, 3, 4]));
    const out = join(folder, 'nowhere', 'out');
    // This model cannot be aligned: the folder is what is told, so it was looked for first.
    for (const option of ['--align-to', '--html', '--markdown']) {
      const { status, stderr } = run('compare', bare, bare, '--align', option, out);
      assert.equal(status, 2);
      assert.match(stderr, /nowhere.out has no folder to lie in\. Make .*nowhere first\./);
    }
    const exported = run('export', bare, '--format', 'npz', '--out', out);
    assert.equal(exported.status, 2);
    assert.match(exported.stderr, /has no folder to lie in/);
  });

  it('exports a model or a tensor of it, and replaces nothing unasked', async () => {
    const path = await model(float32('d/kernel', [2], [1, -2]), float32('d/bias', [1], [0.1]));
    const out = join(folder, 'kernel.json');
    const args = ['export', path, '--format', 'json', '--out', out, '--tensor', 'd/kernel'];
    assert.equal(run(...args).status, 0);
    const text = await readFile(out, 'utf8');
    assert.match(text, /"d\/kernel"/);
    assert.doesNotMatch(text, /"d\/bias"/);
    const again = run(...args);
    assert.equal(again.status, 2);
    assert.match(again.stderr, /is there already/);
    assert.equal(await readFile(out, 'utf8'), text);
    assert.equal(run(...args, '--force').status, 0);
    assert.match(run('export', path, '--format', 'pdf').stderr, /--format is one of npz/);
    const over = run('export', path, '--format', 'tfjs', '--out', dirname(path), '--force');
    assert.equal(over.status, 2);
    assert.match(over.stderr, /holds a model that is read/);
    assert.equal(run('check', path).status, 0);
  });

  it('says in one sentence what it cannot do, and exits with 2', () => {
    const missing = run('summary', join(folder, 'nowhere'));
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^weightscope: .*nowhere/);
    const circle = join(folder, 'circle.json');
    symlinkSync('circle.json', circle);
    assert.equal(
      run('summary', circle).stderr,
      'weightscope: circle.json is a symbolic link that leads in a circle. Restore the file and reload.\n',
    );
    assert.match(run('compare', 'samples/iris').stderr, /Two models are needed/);
    assert.match(run('compare', 'a', 'b', '--fail-on', 'mood').stderr, /mood is no condition/);
    assert.equal(run('dance').status, 2);
    assert.equal(run('--help').status, 0);
  });
});
