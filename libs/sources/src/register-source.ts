import { CodeField, CountField, commandsOf, event, IdField, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';

@InputType({ description: 'A document, page or data set on which facts rest.' })
export class RegisterSource {
  @IdField('source') source!: string;
  @TextField({ length: 500 }) title!: string;
  @TextField({ length: 300, optional: true }) publisher?: string;
  @CountField({ optional: true, min: 1500, description: 'Year of publication' }) year?: number;
  @CodeField(/^https?:\/\/\S{3,2000}$/, 'an http or https address', { optional: true }) url?: string;

  @CodeField(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits', {
    optional: true,
    description: 'Digest of the document, so that a copy can be checked',
  })
  digest?: string;

  @TextField({ optional: true, description: 'How the facts may be used, e.g. cite it, do not copy it' }) terms?: string;
}

/** A source as registered. */
export interface Source extends Omit<RegisterSource, 'source'> {
  seq: number;
}

export const sourceRegistered = event('SourceRegistered', RegisterSource, (d) => `Source registered: ${d.title}`);

const { opens } = commandsOf<Source>();

export const registerSource = opens(RegisterSource, {
  describes: 'Registers a document, page or data set, so that facts can cite it.',
  records: [sourceRegistered],
  mandate: registrars(),
  decide: (data) => sourceRegistered(data),
  evolve: { SourceRegistered: (_, { source: _id, ...stated }, { seq }) => ({ ...stated, seq }) },
});
