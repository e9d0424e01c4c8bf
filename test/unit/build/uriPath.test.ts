import { strict as assert } from 'node:assert';
import { resolve } from 'node:path';
import { uriPath } from '../../../scripts/vscode/uriPath';

describe('the path of a folder in an address of VS Code', () => {
  it('is the path itself, whatever characters people put into names of folders', () => {
    const names = '/Modèles #1/100 % à moi/模型?/a+b&c';
    assert.ok(uriPath(resolve(names)).endsWith(names));
  });
});
