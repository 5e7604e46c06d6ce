import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { parseSync } from 'vite'

/** The dependency rule of DESIGN.md, "The house". A home is a folder of src/; what is not listed is refused. */
const homes: Readonly<Record<string, { readonly imports: readonly string[]; readonly node: boolean; readonly electron: boolean }>> = {
  core: { imports: ['core'], node: false, electron: false },
  main: { imports: ['main', 'core'], node: true, electron: true },
  preload: { imports: ['preload', 'core'], node: false, electron: true },
  renderer: { imports: ['renderer', 'core'], node: false, electron: false },
}
const corePackages = ['zod']
/** What is not code may come from outside of src/, but not into core. */
const outside = /^(resources\/|package\.json$)/

const webAudio = new Set(
  `AudioContext webkitAudioContext BaseAudioContext OfflineAudioContext AudioBuffer AudioNode AudioParam AudioListener
  AudioDestinationNode AudioScheduledSourceNode AudioBufferSourceNode MediaElementAudioSourceNode MediaStreamAudioSourceNode
  MediaStreamAudioDestinationNode OscillatorNode ConstantSourceNode GainNode BiquadFilterNode IIRFilterNode DelayNode
  DynamicsCompressorNode WaveShaperNode ConvolverNode PannerNode StereoPannerNode AnalyserNode ChannelSplitterNode
  ChannelMergerNode PeriodicWave ScriptProcessorNode AudioWorklet AudioWorkletNode AudioWorkletProcessor AudioWorkletGlobalScope
  Howl Howler`.split(/\s+/),
)
const audioHome = /^src\/renderer\/audio\//
/**
 * The analysis page decodes untrusted files in a sandbox of its own. Chromium decodes only through an audio context,
 * so that page may have the one that makes no sound. It plays nothing.
 */
const decoding = { home: /^src\/renderer\/decoding\//, names: new Set(['OfflineAudioContext', 'AudioBuffer']) }

/** What a pure core cannot have: a clock, chance, a world around it. */
const impure = new Set(
  `Date performance setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask requestAnimationFrame
  process Buffer require global globalThis window self document navigator location localStorage sessionStorage indexedDB
  fetch XMLHttpRequest WebSocket EventSource Worker SharedWorker MessageChannel BroadcastChannel crypto console alert
  HTMLElement Element Audio Intl eval Function`.split(/\s+/),
)
/** These are refused even where a file declares the name itself. */
const always = new Set(['Date', 'eval'])

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}
interface Visit {
  readonly node: Node
  readonly parent: Node | null
  /** The field of the parent that holds the node. */
  readonly field: string
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function* walk(node: Node, parent: Node | null = null, field = ''): Generator<Visit> {
  yield { node, parent, field }
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child, node, name)
  }
}

const nameOf = (value: unknown): string => (isNode(value) && value.type === 'Identifier' ? String(value['name']) : '')

/** The text of a literal, of a template without a hole, else null. */
function textOf(value: unknown): string | null {
  if (!isNode(value)) return null
  if (value.type === 'Literal' && typeof value['value'] === 'string') return value['value']
  const quasis = value.type === 'TemplateLiteral' ? (value['quasis'] as { value: { cooked: string } }[]) : []
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null
}

/** Every module that a file names, however it names it; null where the name is computed. */
function* specifiers(visits: readonly Visit[]): Generator<string | null> {
  const isMeta = (value: unknown) => isNode(value) && value.type === 'MetaProperty'
  for (const { node } of visits) {
    const callee = node['callee']
    const [first, second] = (node['arguments'] ?? []) as unknown[]
    if (/^(ImportDeclaration|ExportAllDeclaration|ExportNamedDeclaration|ImportExpression|TSImportType)$/.test(node.type)) {
      if (node['source']) yield textOf(node['source'])
    } else if (node.type === 'TSExternalModuleReference') yield textOf(node['expression'])
    else if (node.type === 'CallExpression' && nameOf(callee) === 'require') yield textOf(first)
    else if (node.type === 'CallExpression' && isNode(callee) && isMeta(callee['object']) && nameOf(callee['property']) === 'glob') {
      const patterns = isNode(first) && first.type === 'ArrayExpression' ? (first['elements'] as unknown[]) : [first]
      yield* patterns.map(textOf)
    } else if (node.type === 'NewExpression' && nameOf(callee) === 'URL' && isNode(second) && isMeta(second['object'])) {
      yield textOf(first)
    }
  }
}

/** Where a field holds a name that refers to nothing: a key, a member, what another module calls it. */
const namesOnly: Readonly<Record<string, readonly string[]>> = {
  MemberExpression: ['property'], Property: ['key'], PropertyDefinition: ['key'], MethodDefinition: ['key'], AccessorProperty: ['key'],
  TSPropertySignature: ['key'], TSMethodSignature: ['key'], TSEnumMember: ['id'], TSQualifiedName: ['right'], TSImportType: ['qualifier'],
  ImportSpecifier: ['imported'], ExportSpecifier: ['exported'], TSNamedTupleMember: ['label'], MetaProperty: ['meta', 'property'],
  LabeledStatement: ['label'], BreakStatement: ['label'], ContinueStatement: ['label'],
}
const refers = ({ parent, field }: Visit): boolean =>
  !parent || parent['computed'] === true || !(namesOnly[parent.type] ?? []).includes(field)

/** The names that a file declares: parameters, variables, functions, classes, types, imports. Not what it `declare`s to exist. */
function declared(visits: readonly Visit[]): Set<string> {
  const names = new Set<string>()
  const bind = (pattern: unknown): void => {
    if (!isNode(pattern)) return
    if (pattern.type === 'Identifier') names.add(nameOf(pattern))
    for (const field of ['left', 'argument', 'parameter']) bind(pattern[field])
    for (const element of (pattern['elements'] as unknown[]) ?? []) bind(element)
    for (const property of (pattern['properties'] as Node[]) ?? []) bind(property.type === 'Property' ? property['value'] : property)
  }
  for (const { node, parent } of visits) {
    if (node['declare'] === true || parent?.['declare'] === true) continue
    if (/^(VariableDeclarator|FunctionDeclaration|FunctionExpression|ClassDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration)$/.test(node.type)) bind(node['id'])
    if (/^Import(Default|Namespace)?Specifier$/.test(node.type)) bind(node['local'])
    if (node.type === 'CatchClause') bind(node['param'])
    if (Array.isArray(node['params'])) node['params'].forEach(bind)
  }
  return names
}

const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')

function badImport(file: string, home: string, specifier: string | null): string | null {
  const rule = homes[home]
  if (!rule) return null
  if (specifier === null) return 'imports a computed name, which nothing can check'
  const path = specifier.replace(/[?#].*$/, '')
  if (/^\.\.?(\/|$)/.test(path)) {
    const target = posix.normalize(posix.join(posix.dirname(file), path))
    const [top, targetHome = ''] = target.split('/')
    if (top === 'src' ? rule.imports.includes(targetHome) : home !== 'core' && outside.test(target)) return null
    return `imports ${specifier}: ${home} imports only ${rule.imports.join(' and ')}`
  }
  if (specifier === '' || /^[/#~]|^@\/|^(?!node:)[a-z]+:/i.test(specifier)) return `imports ${specifier}: only relative paths and packages can be checked`
  const name = packageOf(path)
  if (isBuiltin(path)) return rule.node ? null : `imports ${specifier}: only main touches Node`
  if (name === 'electron') return rule.electron ? null : `imports ${specifier}: only main and preload touch Electron`
  if (name === 'howler' && !audioHome.test(file)) return `imports ${specifier}: only src/renderer/audio touches howler`
  if (home === 'core' && !corePackages.includes(name)) return `imports ${specifier}: core imports only core and ${corePackages.join(', ')}`
  return null
}

function* badNames(file: string, home: string, visits: readonly Visit[]): Generator<string> {
  const own = declared(visits)
  for (const visit of visits) {
    const { node, parent, field } = visit
    const computed = field === 'property' && parent?.type === 'MemberExpression' && parent['computed'] === true
    const name = nameOf(node) || (computed ? (textOf(node) ?? '') : '')
    if (webAudio.has(name) && !audioHome.test(file) && !(decoding.home.test(file) && decoding.names.has(name))) {
      yield `names ${name}: only src/renderer/audio touches howler or Web Audio`
    }
    if (home !== 'core' || node.type !== 'Identifier' || !refers(visit)) continue
    if (impure.has(name) && (always.has(name) || !own.has(name))) yield `uses ${name}: core has no clock, no chance, no DOM, no Node`
    if (name === 'Math') {
      const member = parent?.type === 'MemberExpression' && field === 'object' && parent['computed'] !== true ? nameOf(parent['property']) : null
      if (member === null) yield 'uses Math as a value: Math.random could hide in it'
      else if (member === 'random') yield 'uses Math.random: core has no chance'
    }
  }
}

/**
 * Where sources break the dependency rule, each as `file: what: rule`. Empty when the house stands.
 * @param files sources by path from the project's root, with '/' between folders, e.g. 'src/core/result.ts'
 */
export function violations(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([file, source]) => {
    const home = /^src\/([^/]+)\//.exec(file)?.[1] ?? ''
    if (!homes[home]) return [`${file}: is in no home: src/ has ${Object.keys(homes).join(', ')}`]
    const { program, errors } = parseSync(file, source)
    if (errors.length > 0) return [`${file}: cannot be parsed: ${errors[0]?.message}`]
    const visits = [...walk(program as unknown as Node)]
    const imports = [...specifiers(visits)].flatMap((specifier) => badImport(file, home, specifier) ?? [])
    return [...new Set([...imports, ...badNames(file, home, visits)])].map((what) => `${file}: ${what}`)
  })
}
