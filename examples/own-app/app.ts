import { App, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { presswireAssets } from 'presswire/assets';
import { Presswire } from 'presswire/construct';
import { readStage } from 'presswire/stages';

const app = new App();
const stack = new Stack(app, 'Newsroom');
const stage = readStage();
const assets = await presswireAssets({ outdir: app.outdir, sourceMaps: stage.sourceMaps });
const { bus } = new Presswire(stack, 'Presswire', { stage, ...assets });

const runtime = Runtime.NODEJS_24_X;
const code = Code.fromAsset(`${import.meta.dirname}/on-release`);
const onRelease = new Function(stack, 'OnRelease', { code, runtime, handler: 'index.handler' });
const rule = new Rule(stack, 'Releases', { eventBus: bus, eventPattern: { source: ['presswire'] } });
rule.addTarget(new LambdaFunction(onRelease));
app.synth();
