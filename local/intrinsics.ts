export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json }

export type Resource = {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, Json>>
  readonly Metadata?: Readonly<Record<string, Json>>
}

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>>
  readonly Parameters?: Readonly<Record<string, { readonly Default?: Json }>>
}

/** CloudFormation templates by the name of their stack. */
export type Templates = Readonly<Record<string, Template>>

/** What a resource is called here: `Ref` of it, and its attributes. */
export type Names = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> }

export const region = 'eu-west-2'
export const account = '000000000000'

const pseudo = (name: string, stack: string): string | undefined =>
  ({
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`,
  })[name]

type NameResource = (id: string, resource: Resource) => Names

/** Resolves the intrinsic functions of templates that refer to one another, with the names that `nameOf` gives to resources. */
export const resolver = (templates: Templates, nameOf: NameResource) => {
  const templateOf = (stack: string): Template => {
    const template = templates[stack]
    if (!template) throw new Error(`There is no stack ${stack} in the templates`)
    return template
  }

  const resourceOf = (id: string, stack: string): Names => {
    const resource = templateOf(stack).Resources[id]
    if (!resource) throw new Error(`${stack} has no resource ${id}`)
    return nameOf(id, resource)
  }

  const ref = (id: string, stack: string): Json => {
    if (id === 'AWS::NoValue') return undefined
    const parameter = templateOf(stack).Parameters?.[id]
    return parameter ? parameter.Default : (pseudo(id, stack) ?? resourceOf(id, stack).ref)
  }

  const attribute = (id: string, name: string, stack: string): string => {
    const value = resourceOf(id, stack).attributes[name]
    if (value === undefined) throw new Error(`${stack} uses ${id}.${name}, which has no local value`)
    return value
  }

  const output = (stack: string, name: string): Json => {
    const found = templateOf(stack).Outputs?.[name]
    if (!found) throw new Error(`${stack} has no output ${name}`)
    return resolve(found.Value, stack)
  }

  const imported = (name: Json): Json => {
    for (const [stack, { Outputs = {} }] of Object.entries(templates))
      for (const { Value, Export } of Object.values(Outputs))
        if (Export && resolve(Export.Name, stack) === name) return resolve(Value, stack)
    throw new Error(`No stack exports ${name}`)
  }

  const substitute = (argument: Json, stack: string): string => {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}]
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_all, literal, name: string) => {
      if (literal) return `\${${name}}`
      const [id = '', ...path] = name.split('.')
      if (values && name in values) return String(resolve(values[name], stack))
      return String(path.length > 0 ? attribute(id, path.join('.'), stack) : ref(id, stack))
    })
  }

  const call = (name: string, argument: Json, stack: string): Json => {
    const resolved = () => resolve(argument, stack) as never
    switch (name) {
      case 'Ref':
        return ref(String(argument), stack)
      case 'Fn::GetAtt': {
        const [id = '', ...path] = typeof argument === 'string' ? argument.split('.') : (argument as string[])
        return attribute(id, path.join('.'), stack)
      }
      case 'Fn::Join': {
        const [separator, parts]: [string, Json[]] = resolved()
        return parts.join(separator)
      }
      case 'Fn::Sub':
        return substitute(argument, stack)
      case 'Fn::Select': {
        const [place, parts]: [string, Json[]] = resolved()
        return parts[Number(place)]
      }
      case 'Fn::Split': {
        const [separator, text]: [string, string] = resolved()
        return text.split(separator)
      }
      case 'Fn::ImportValue':
        return imported(resolved())
      case 'Fn::GetStackOutput': {
        const { StackName, OutputName }: Record<string, string> = resolved()
        return output(String(StackName), String(OutputName))
      }
      default:
        throw new Error(`${stack} uses ${name}, which the local runtime does not know`)
    }
  }

  const resolve = (value: Json, stack: string): Json => {
    if (Array.isArray(value)) return value.map((each) => resolve(each, stack)).filter((each) => each !== undefined)
    if (value === null || typeof value !== 'object') return value
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value)
    if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) return call(name, argument, stack)
    const entries = Object.entries(value).map(([each, inner]) => [each, resolve(inner, stack)] as const)
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
  }

  return resolve
}
