import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository, temporaryFolder, type TemporaryFolder } from '../../../scripts/vscode/folders';

describe('the set-up of npm start and npm test, where node_modules is a link', () => {
  let home: TemporaryFolder;
  beforeEach(async () => (home = await temporaryFolder()));
  afterEach(() => home.remove());

  it('takes what it leads to, where that holds what is asked for', () => {
    const { status, said } = bootstrap({ wanted: '1.0.0', linked: '1.0.0' });
    assert.deepEqual({ status, said }, { status: 0, said: '' });
  });

  it('leaves what it leads to alone, where that is of another version', () => {
    const { status, said, shared } = bootstrap({ wanted: '2.0.0', linked: '1.0.0' });
    assert.equal(status, 1);
    assert.match(said, /^node_modules is a link to .*shared, which does not hold what .*\n$/);
    assert.deepEqual(readdirSync(shared), ['.package-lock.json', 'thing']);
  });

  it('installs nothing under a Node that is too old, and says which is needed', () => {
    const { status, said } = bootstrap({ wanted: '2.0.0', linked: '1.0.0', oldestNode: [999, 5] });
    assert.equal(status, 1);
    assert.equal(said, `Node 999.5 or newer is needed; this is Node ${process.versions.node}.\n`);
  });

  /** Runs the set-up of a project that wants one package and has a link to a folder of packages. */
  function bootstrap(versions: {
    readonly wanted: string;
    readonly linked: string;
    readonly oldestNode?: readonly [number, number];
  }): {
    status: number | null;
    said: string;
    shared: string;
  } {
    const shared = join(home.path, 'shared');
    const project = join(home.path, 'project');
    const script = join(project, 'scripts', 'bootstrap.mjs');
    mkdirSync(join(shared, 'thing'), { recursive: true });
    mkdirSync(join(project, 'scripts'), { recursive: true });
    cpSync(join(repository, 'scripts', 'bootstrap.mjs'), script);
    writeFileSync(join(project, 'package.json'), '{}');
    writeFileSync(join(project, 'package-lock.json'), lock(versions.wanted, { '': {} }));
    writeFileSync(join(shared, '.package-lock.json'), lock(versions.linked));
    symlinkSync(shared, join(project, 'node_modules'), 'junction');
    const program = `import { bootstrap } from ${JSON.stringify(pathToFileURL(script))}; bootstrap(${JSON.stringify(versions.oldestNode ?? [20, 0])});`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
    });
    return { status: ran.status, said: ran.stdout + ran.stderr, shared };
  }
});

function lock(version: string, more = {}): string {
  return JSON.stringify({ packages: { ...more, 'node_modules/thing': { version } } });
}
