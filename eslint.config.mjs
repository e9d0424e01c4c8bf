import tseslint from 'typescript-eslint';

/** Rooms that may not see VS Code, not even its types. */
const withoutVscode = ['core', 'protocol', 'compute', 'engine', 'cli', 'webview'];

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'samples/', '.cache/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: withoutVscode.map((room) => `src/${room}/**`),
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'Only src/host imports vscode.' }] },
      ],
    },
  },
  {
    // Icons and links that names of a file would make are kept out of texts in one place.
    files: ['src/host/**'],
    ignores: ['src/host/window/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(show(Information|Warning|Error)Message|showQuickPick|showInputBox|create(QuickPick|InputBox|StatusBarItem)|setStatusBarMessage|withProgress)$/]',
          message: 'Only src/host/window shows texts in VS Code itself.',
        },
      ],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/engine/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@tensorflow/*'], message: 'Only src/engine imports TensorFlow.js.' },
          ],
        },
      ],
    },
  },
  {
    // AssemblyScript: to TypeScript its number types are all one, and a record is a class but never a value.
    files: ['src/kernels/**'],
    rules: {
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
