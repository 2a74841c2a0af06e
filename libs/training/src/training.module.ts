import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { trainingDecider } from './training.decider.js';
import { GetTrainingCommitmentHandler, ListTrainingCommitmentsHandler } from './training.handler.js';
import {
  ArrangementTrainingResolver,
  TrainingCommitmentConnectionResolver,
  TrainingResolver,
} from './training.resolver.js';

@Module({
  providers: [
    mutationsOf(trainingDecider),
    TrainingResolver,
    TrainingCommitmentConnectionResolver,
    ArrangementTrainingResolver,
    GetTrainingCommitmentHandler,
    ListTrainingCommitmentsHandler,
  ],
})
export class TrainingModule {}
