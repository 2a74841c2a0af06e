import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { caseDecider } from './case.decider.js';

@Module({ providers: [mutationsOf(caseDecider)] })
export class CasesModule {}
