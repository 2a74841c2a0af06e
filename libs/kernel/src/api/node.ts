import { Field, ID, InterfaceType } from '@nestjs/graphql';

@InterfaceType('Node', { description: 'Anything with an id of its own. The id is the name of its stream of events.' })
export abstract class Node {
  @Field(() => ID) id!: string;
}
