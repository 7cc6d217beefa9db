import type { z } from 'zod';
import type { Tool } from '../tools/tool.ts';

/** Words wrong arguments for the model that sent them: which argument, what is allowed, which one is missing. */
export function explainArguments(tool: Tool, error: z.ZodError, given: unknown): string {
  const allowed = Object.keys(tool.input.shape);
  const faults = error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return `there is no argument ${issue.keys.map((key) => `"${key}"`).join(', ')} (allowed: ${allowed.join(', ') || 'none'})`;
    }
    const name = issue.path.join('.');
    return name === ''
      ? `arguments must be an object (allowed: ${allowed.join(', ') || 'none'})`
      : `"${name}"${isMissing(issue, given) ? ' is missing; it' : ':'} ${describeIssue(issue)}`;
  });
  return `${tool.name} was not run: ${faults.join('; ')}`;
}

function isMissing({ path: [name, ...inner] }: z.core.$ZodIssue, given: unknown): boolean {
  if (name === undefined || inner.length > 0 || typeof given !== 'object' || given === null) return false;
  return Reflect.get(given, name) === undefined;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return issue.expected === 'int' || issue.expected === 'number'
        ? 'must be a whole number'
        : `must be of type ${issue.expected}`;
    case 'invalid_union':
      return 'must be an id (a positive whole number) or a name (text of at most 200 characters)';
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `at least ${issue.minimum} ${issue.minimum === 1 ? 'character' : 'characters'}`
        : `at least ${issue.minimum}`;
    default:
      return issue.message;
  }
}
