import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { mraDecider } from './recognition/mra.decider.js';
import { recognitionDecider } from './recognition/recognition.decider.js';
import {
  GetMutualRecognitionHandler,
  GetRecognitionHandler,
  ListRecognitionsHandler,
  MeasureRecognitionHandler,
} from './recognition/recognition.handler.js';
import {
  ArrangementRecognitionResolver,
  RecognitionConnectionResolver,
  RecognitionResolver,
  TrainingRecognitionResolver,
} from './recognition/recognition.resolver.js';
import { trainingDecider } from './training.decider.js';
import { GetTrainingCommitmentHandler, ListTrainingCommitmentsHandler } from './training.handler.js';
import {
  ArrangementTrainingResolver,
  ShownResultResolver,
  ShownShareResolver,
  TrainingCommitmentConnectionResolver,
  TrainingResolver,
  UnderArrangementResolver,
} from './training.resolver.js';

@Module({
  providers: [
    mutationsOf(trainingDecider),
    mutationsOf(recognitionDecider),
    mutationsOf(mraDecider),
    TrainingResolver,
    TrainingCommitmentConnectionResolver,
    ArrangementTrainingResolver,
    UnderArrangementResolver,
    ShownResultResolver,
    ShownShareResolver,
    GetTrainingCommitmentHandler,
    ListTrainingCommitmentsHandler,
    RecognitionResolver,
    RecognitionConnectionResolver,
    ArrangementRecognitionResolver,
    TrainingRecognitionResolver,
    GetRecognitionHandler,
    ListRecognitionsHandler,
    MeasureRecognitionHandler,
    GetMutualRecognitionHandler,
  ],
})
export class TrainingModule {}
