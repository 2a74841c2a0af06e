import { CodeField, IdField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';

@InputType({ description: 'Which hiring a question is about. What is absent is not narrowed.' })
export class HiringInput {
  @IdField('party', { optional: true, description: 'Where the work is done; that of the employer unless told' })
  destination?: string;
  @IdField('party', { optional: true, description: 'Where the workers come from' }) origin?: string;
  @TextField({ optional: true, length: 200, description: 'Sector in plain words' }) sector?: string;
  @CodeField(/^\d{1,4}$/, 'an ISCO-08 code of one to four digits', {
    optional: true,
    description: 'Occupation, as an ISCO-08 group',
  })
  occupation?: string;
}

/**
 * EMP-01: whether a scope covers some hiring. A scope that names no sector, or no occupation, does not narrow it; a group
 * covers what is below it, and is touched by what is above.
 */
export function covers(
  scope: { sectors: readonly string[]; occupations: readonly string[] },
  { sector, occupation }: Pick<HiringInput, 'sector' | 'occupation'>,
): boolean {
  const inSector =
    sector === undefined ||
    scope.sectors.length === 0 ||
    scope.sectors.some((named) => named.toLowerCase() === sector.toLowerCase());
  const inOccupation =
    occupation === undefined ||
    scope.occupations.length === 0 ||
    scope.occupations.some((code) => code.startsWith(occupation) || occupation.startsWith(code));
  return inSector && inOccupation;
}
