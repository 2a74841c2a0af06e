import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { trainingDecider } from './training.decider.js';
import { GetTrainingCommitmentHandler, ListTrainingCommitmentsHandler } from './training.handler.js';
import {
  ArrangementTrainingResolver,
  SuspendedTrainingResolver,
  TrainingCommitmentConnectionResolver,
  TrainingResolver,
} from './training.resolver.js';

@Module({
  providers: [
    mutationsOf(trainingDecider),
    TrainingResolver,
    TrainingCommitmentConnectionResolver,
    ArrangementTrainingResolver,
    SuspendedTrainingResolver,
    GetTrainingCommitmentHandler,
    ListTrainingCommitmentsHandler,
  ],
})
export class TrainingModule {}
