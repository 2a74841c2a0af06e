import { Module } from '@nestjs/common';

/** What arrangements promise to workers, clause by clause, and whether it is kept. */
@Module({})
export class RightsModule {}
