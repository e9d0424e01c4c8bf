import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TensorDifference } from '../../../src/core/compare/tensorDifference';
import { buildCli } from '../../support/buildCli';
import { float32, type TempModel, tempModel } from '../../support/tempModel';

interface ComparedTensor extends Partial<TensorDifference> {
  readonly name: string;
  readonly problem?: string;
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
  const model = async (...tensors: Parameters<typeof tempModel>[0]): Promise<string> => {
    const made = await tempModel(tensors);
    models.push(made);
    return made.path;
  };

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
  });

  it('says in one sentence what it cannot do, and exits with 2', () => {
    const missing = run('summary', join(folder, 'nowhere'));
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^weightscope: .*nowhere/);
    assert.match(run('compare', 'samples/iris').stderr, /Two models are needed/);
    assert.match(run('compare', 'a', 'b', '--fail-on', 'mood').stderr, /mood is no condition/);
    assert.equal(run('dance').status, 2);
    assert.equal(run('--help').status, 0);
  });
});
