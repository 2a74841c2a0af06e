import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { sourceDecider } from './source.decider.js';
import { EvidenceSourcesResolver } from './sources.resolver.js';

@Module({ providers: [mutationsOf(sourceDecider), EvidenceSourcesResolver] })
export class SourcesModule {}
